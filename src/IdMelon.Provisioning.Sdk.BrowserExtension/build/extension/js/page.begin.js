// In the page's own world, before its scripts. Does nothing unless the extension's world, which knows whether this is a run's window, says so.
(() => {
  const interception =
