'use strict';
// The look of Security info. Ids and class names are made up on every load, as a component library does that hashes its styles.
(() => {
  const { make, text, random } = globalThis.page;

  let nextId = 0;
  const id = () => 'id__' + (nextId += 1 + Math.floor(random() * 4));
  let nextClass = 0;
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];
  const style = (name, declarations, extra = {}) => {
    const hashed = `${name}-${nextClass += 1 + Math.floor(random() * 3)}`;
    sheet.insertRule(`.${hashed}{${declarations}}`, sheet.cssRules.length);
    for (const [suffix, more] of Object.entries(extra)) sheet.insertRule(`.${hashed}${suffix}{${more}}`, sheet.cssRules.length);
    return hashed;
  };

  // Called once it is known who looks: what is made up follows from that user's own documents.
  const css = {};
  function dress() {
    nextId = 3 + Math.floor(random() * 40);
    nextClass = 100 + Math.floor(random() * 700);
    const button = style('root', 'min-height:36px;padding:6px 18px;border:1px solid #c9d2da;border-radius:6px;background:#fff;color:inherit;font:inherit;cursor:pointer',
      { ':hover': 'background:#eef2f5', ' i': 'font-style:normal', ':disabled': 'opacity:.5;cursor:default' });
    const main = style('root', 'background:#0b6e69;border-color:#0b6e69;color:#fff', { ':hover': 'background:#095c58' });
    const plain = style('root', 'border:0;background:none;color:#0b6e69;font:inherit;cursor:pointer', { ':hover': 'text-decoration:underline' });
    Object.assign(css, {
      button, main, plain,
      header: style('header', 'display:flex;justify-content:space-between;align-items:center;gap:16px;padding:34px 32px 12px;background:#fff;border-bottom:1px solid #c9d2da'),
      who: style('persona', 'text-align:end;line-height:1.3;overflow-wrap:anywhere', { ' small': 'display:block;color:#5b6875' }),
      content: style('content', 'max-width:860px;margin:28px auto;padding:0 24px'),
      list: style('list', 'margin:18px 0 0;padding:0;list-style:none;background:#fff;border:1px solid #c9d2da;border-radius:10px', { ':empty': 'display:none' }),
      row: style('row', 'display:flex;align-items:center;gap:18px;padding:14px 18px;border-top:1px solid #eef2f5', { ':first-child': 'border-top:0', ' span': 'flex:1;overflow-wrap:anywhere' }),
      bar: style('bar', 'margin:14px 0;padding:10px 14px;border-inline-start:4px solid #a3243b;border-radius:4px;background:#fbe9ec'),
      layer: style('layer', 'position:fixed;inset:0;z-index:10;display:grid;place-items:center;background:#1d273366'),
      dialog: style('dialog', 'width:min(480px,calc(100vw - 32px));max-height:86vh;overflow:auto;padding:28px 32px;background:#fff;border-radius:12px;box-shadow:0 12px 40px #1d27334d', { ' h2': 'margin:0 0 10px;font-size:21px;font-weight:600' }),
      entry: style('entry', 'display:block;width:100%;margin-top:10px;padding:12px 14px;border:1px solid #c9d2da;border-radius:8px;background:#fff;color:inherit;font:inherit;text-align:start;cursor:pointer', { ':hover': 'background:#eef2f5', ' small': 'display:block;color:#5b6875' }),
      combo: style('combo', 'display:flex;justify-content:space-between;width:100%;margin-top:10px;padding:9px 11px;border:1px solid #8795a3;border-radius:6px;background:#fff;color:inherit;font:inherit;text-align:start;cursor:pointer'),
      choices: style('choices', 'margin-top:2px;border:1px solid #c9d2da;border-radius:6px;box-shadow:0 6px 16px #1d273326', { '[hidden]': 'display:none' }),
      choice: style('choice', 'display:block;width:100%;padding:9px 11px;border:0;background:none;color:inherit;font:inherit;text-align:start;cursor:pointer', { ':hover': 'background:#eef2f5' }),
      field: style('field', 'display:block;width:100%;margin-top:6px;padding:9px 11px;border:1px solid #8795a3;border-radius:6px;font:inherit'),
      actions: style('actions', 'display:flex;justify-content:flex-end;gap:10px;margin-top:24px'),
      status: style('status', 'margin:14px 0'),
      split: style('split', 'display:inline-flex'),
      note: style('note', 'color:#5b6875'),
    });
  }

  // Of the classes that the component library never changes, only those are on this page that were seen on the real one.
  const act = (label, click, primary) => make('button', {
    type: 'button', id: id(), class: primary ? `ms-Button--primary ${css.button} ${css.main}` : css.button, onclick: click,
  }, label);
  const message = value => make('div', { class: css.bar, role: 'alert', 'data-testid': 'message-bar-error' }, value);
  const numbered = code => `${text('failed.code')}: ${code}`;

  Object.assign(globalThis.securityInfo, { id, css, act, message, numbered, dress });
})();
