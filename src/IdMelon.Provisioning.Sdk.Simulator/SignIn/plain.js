'use strict';
// The page is complete; only the weather is left.
globalThis.page.show();
