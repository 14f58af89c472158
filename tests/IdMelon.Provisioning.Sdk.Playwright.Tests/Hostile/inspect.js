// Asks the browser itself about the control with a number of the last snapshot: each answer is a reason not to use it.
(number) => {
  const element = document[Symbol.for('IdMelon.Provisioning.Step')].snapshot.controls[number - 1].element;
  const found = [];
  if (!element.isConnected) found.push('gone');
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) found.push('invisible');
  if (element.matches(':disabled')) found.push('disabled');
  const line = [];
  for (let outer = element; outer; outer = outer.assignedSlot ?? outer.parentElement ?? outer.getRootNode().host) line.push(outer);
  if (line.some((outer) => outer.inert)) found.push('inert');
  if (line.some((outer) => outer.getAttribute('aria-disabled') === 'true' && outer === element)) found.push('aria-disabled');
  if (line.some((outer) => outer.localName === 'template')) found.push('in a template');
  const box = element.getBoundingClientRect();
  if (box.width <= 1 || box.height <= 1) found.push('without size');
  const left = box.left + scrollX, top = box.top + scrollY, root = document.scrollingElement;
  if (left + box.width <= 0 || top + box.height <= 0 || left >= Math.max(root.scrollWidth, innerWidth) || top >= Math.max(root.scrollHeight, innerHeight)) found.push('off screen');
  const modal = document.querySelector('dialog:modal');
  if (modal && !modal.contains(element)) found.push('behind a modal dialog');

  // What a person could not click. A program's click gets through all the same.
  const unreached = [];
  if (line.some((outer) => outer.getAttribute('aria-hidden') === 'true')) unreached.push('aria-hidden');
  if (line.some((outer) => Number(getComputedStyle(outer).opacity) < 0.05) && !found.includes('invisible')) unreached.push('nearly transparent');
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const now = element.getBoundingClientRect();
  let hit = document.elementFromPoint(now.left + now.width / 2, now.top + now.height / 2);
  while (hit?.shadowRoot) {
    const deeper = hit.shadowRoot.elementFromPoint(now.left + now.width / 2, now.top + now.height / 2);
    if (!deeper || deeper === hit) break;
    hit = deeper;
  }
  if (!hit || !(element.contains(hit) || Array.from(element.labels ?? []).some((label) => label.contains(hit)))) {
    unreached.push(getComputedStyle(element).pointerEvents === 'none' ? 'without pointer' : `not hit but <${hit?.localName ?? 'nothing'}>`);
  }
  return { found, unreached };
}
