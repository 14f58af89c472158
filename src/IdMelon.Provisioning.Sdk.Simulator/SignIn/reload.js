'use strict';
// Loads the same address once more, as the sign-in does before its first page.
globalThis.page.show().then(() => location.replace(location.href.split('#')[0] + '&sso_reload=true'));
