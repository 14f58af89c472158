  ;
  const waiting = new Map();
  let last = 0;
  let hand;
  const port = new Promise((resolve) => { hand = resolve; });
  const send = async (json) => {
    const carrier = await port;
    return new Promise((resolve) => {
      waiting.set(++last, resolve);
      carrier.postMessage({ id: last, json });
    });
  };
  const begin = () => {
    document.removeEventListener('provisioning-begin', begin);
    window.addEventListener('message', function take(event) {
      if (event.data !== 'provisioning-port' || event.source !== window || !event.ports[0]) return;
      // First of all listeners: no script of the page has run yet.
      event.stopImmediatePropagation();
      window.removeEventListener('message', take, true);
      event.ports[0].onmessage = ({ data: { id, answer } }) => {
        waiting.get(id)?.(answer);
        waiting.delete(id);
      };
      hand(event.ports[0]);
    }, true);
    interception(send);
  };
  document.addEventListener('provisioning-begin', begin);
  document.dispatchEvent(new Event('provisioning-ask'));
})();
