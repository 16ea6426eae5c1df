import { Dialog } from '@graphiql/react';
import { useEffect, useState } from 'react';

import { type Claims, claimsOf } from './claims.ts';
import { say } from './language.ts';
import { roleName, session, signIn, signingIn, useClaims } from './session.ts';
import type { Settings } from './site.ts';

/** Who asks, and how to ask as somebody else. */
export function RoleSwitcher({ roles }: { roles: Settings['roles'] }) {
  const open = signingIn.use();
  const setOpen = signingIn.set;
  const claims = useClaims();
  const shown = claims ? claims.roles.map(roleName).join('、') : roleName('PUBLIC');
  const places = claims?.jurisdictions.length ? ` ${claims.jurisdictions.join(', ')}` : '';
  const expired = useExpired(claims);
  return (
    <>
      <button
        type="button"
        className="jiedui-button"
        aria-haspopup="dialog"
        title={say('切换身份', 'Ask as somebody else')}
        onClick={() => setOpen(true)}
      >
        {shown}
        {places}
        {expired && say('（令牌已过期）', ' (token expired)')}
      </button>
      <Dialog open={open} onOpenChange={setOpen}>
        <div className="graphiql-dialog-header">
          <Dialog.Title className="graphiql-dialog-title">{say('身份', 'Who asks')}</Dialog.Title>
          <Dialog.Close />
        </div>
        <Dialog.Description className="jiedui-hint">
          {say(
            '令牌只保存在本标签页，关闭即失效。',
            'The token is kept in this tab alone, and gone when the tab is closed.',
          )}
        </Dialog.Description>
        <RoleForm roles={roles} done={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

/** Whether a token has expired, told at the moment it does. */
function useExpired(claims: Claims | null): boolean {
  const [, look] = useState(0);
  const expires = claims?.expires ?? null;
  useEffect(() => {
    // A timer has no more than 31 bits.
    const left = Math.min((expires ?? 0) - Date.now(), 2 ** 31 - 1);
    if (expires === null || left <= 0) return;
    const timer = setTimeout(() => look((count) => count + 1), left + 1);
    return () => clearTimeout(timer);
  }, [expires]);
  return isExpired(claims);
}

function isExpired(claims: Claims | null): boolean {
  return claims?.expires != null && claims.expires < Date.now();
}

function RoleForm({ roles, done }: { roles: Settings['roles']; done: () => void }) {
  const { token } = session.use();
  const [pasted, setPasted] = useState('');
  const text = pasted.trim().replace(/^Bearer\s+/i, '');
  const claims = claimsOf(text);
  const unreadable = text !== '' && claims === null;
  const expired = isExpired(claims);
  const become = (chosen: string | null) => {
    signIn(chosen);
    done();
  };
  return (
    <div className="jiedui-roles">
      <button type="button" aria-pressed={token === null} onClick={() => become(null)}>
        {roleName('PUBLIC')}
      </button>
      {roles
        .filter(({ role }) => role !== 'public')
        .map((each) => (
          <button
            key={each.role}
            type="button"
            aria-pressed={token === each.token}
            onClick={() => become(each.token)}
          >
            {roleName(each.role)} <small>{claimsOf(each.token)?.jurisdictions.join(', ')}</small>
          </button>
        ))}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (claims && !expired) become(text);
        }}
      >
        <label>
          {say('粘贴令牌', 'Paste a token')}
          <textarea
            rows={4}
            value={pasted}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={unreadable || expired}
            onChange={(event) => setPasted(event.target.value)}
          />
        </label>
        {unreadable && <p role="alert">{say('这不是令牌（JWT）', 'This is no token (JWT)')}</p>}
        {expired && <p role="alert">{say('这个令牌已经过期', 'This token has expired')}</p>}
        <button type="submit" disabled={claims === null || expired}>
          {say('使用', 'Use it')}
        </button>
      </form>
    </div>
  );
}
