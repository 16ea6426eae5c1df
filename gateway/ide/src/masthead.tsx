import { pick, useGraphiQL } from '@graphiql/react';
import { useState } from 'react';

import { choose, language, say } from './language.ts';
import { RoleSwitcher } from './role-switcher.tsx';
import { linkTo } from './share.ts';
import type { Settings } from './site.ts';

/** Name, who asks, a link to what stands in the editor, and the language. */
export function Masthead({ roles }: { roles: Settings['roles'] }) {
  return (
    <span className="jiedui-masthead">
      <strong className="jiedui-name">结对</strong>
      <RoleSwitcher roles={roles} />
      <ShareButton />
      <button
        type="button"
        className="jiedui-button"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => choose(language === 'zh' ? 'en' : 'zh')}
      >
        {language === 'zh' ? 'English' : '中文'}
      </button>
    </span>
  );
}

function ShareButton() {
  const { queryEditor, variableEditor } = useGraphiQL(pick('queryEditor', 'variableEditor'));
  const [done, setDone] = useState<string | null>(null);
  const share = async () => {
    const link = linkTo(
      { query: queryEditor?.getValue() ?? '', variables: variableEditor?.getValue() ?? '' },
      location.href,
    );
    history.replaceState(null, '', link);
    // An intranet address without TLS has no clipboard: the link then stands in the address bar alone.
    const copied = await (
      navigator.clipboard?.writeText(link).then(() => true) ?? Promise.resolve(false)
    ).catch(() => false);
    setDone(copied ? say('链接已复制', 'Link copied') : say('链接在地址栏', 'Link in the address bar'));
    setTimeout(() => setDone(null), 2500);
  };
  return (
    <button
      type="button"
      className="jiedui-button"
      title={say(
        '链接含查询和变量，不含令牌和结果',
        'The link holds the operation and its variables, no token and no answer',
      )}
      onClick={() => void share()}
    >
      {done ?? say('分享', 'Share')}
    </button>
  );
}
