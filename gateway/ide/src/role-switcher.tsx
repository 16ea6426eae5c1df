import { Dialog } from '@graphiql/react';
import { useState } from 'react';

import { claimsOf } from './claims.ts';
import { say } from './language.ts';
import { roleName, session, signIn } from './session.ts';
import type { Settings } from './site.ts';

/** Who asks, and how to ask as somebody else. */
export function RoleSwitcher({ roles }: { roles: Settings['roles'] }) {
  const { token } = session.use();
  const [open, setOpen] = useState(false);
  const claims = token === null ? null : claimsOf(token);
  const shown = claims ? claims.roles.map(roleName).join('、') : roleName('PUBLIC');
  const places = claims?.jurisdictions.length ? ` ${claims.jurisdictions.join(', ')}` : '';
  const expired = claims?.expires != null && claims.expires < Date.now();
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

function RoleForm({ roles, done }: { roles: Settings['roles']; done: () => void }) {
  const { token } = session.use();
  const [pasted, setPasted] = useState('');
  const text = pasted.trim().replace(/^Bearer\s+/i, '');
  const unreadable = text !== '' && claimsOf(text) === null;
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
          if (text !== '' && !unreadable) become(text);
        }}
      >
        <label>
          {say('粘贴令牌', 'Paste a token')}
          <textarea
            rows={4}
            value={pasted}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={unreadable}
            onChange={(event) => setPasted(event.target.value)}
          />
        </label>
        {unreadable && <p role="alert">{say('这不是令牌（JWT）', 'This is no token (JWT)')}</p>}
        <button type="submit" disabled={text === '' || unreadable}>
          {say('使用', 'Use it')}
        </button>
      </form>
    </div>
  );
}
