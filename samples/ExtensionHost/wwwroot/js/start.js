// After the bridge, which the program asks at once.
const script = document.createElement('script');
script.src = 'framework/blazor.webassembly.js';
document.head.append(script);
