/** Where systemd puts the first socket that it hands over (sd_listen_fds). */
const firstSocket = 3;

/**
 * The listening socket that a supervisor holds open while processes come and go, as systemd hands one over; null where there is none.
 * Meant for this very process: a child would inherit the variables, but not the socket.
 */
export function handedOverSocket(
  { LISTEN_FDS, LISTEN_PID }: Readonly<Record<string, string | undefined>>,
  pid = process.pid,
): number | null {
  return LISTEN_FDS?.trim() === '1' && LISTEN_PID?.trim() === String(pid) ? firstSocket : null;
}
