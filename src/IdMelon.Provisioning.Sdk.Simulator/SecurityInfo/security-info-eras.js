'use strict';
// What differs from era to era, and nothing else: numbers, keys of texts, and the way to the ceremony.
globalThis.securityInfo = (() => {
  const older = {
    row: () => 'info.securityKey', remove: 'info.delete', naming: { title: 'naming.olderTitle', text: 'naming.olderText' }, finished: 'finished.olderTitle',
  };
  const eras = {
    // 2025 on.
    Passkey: {
      type: 18, add: 'info.add', isSplit: true, counts: true, way: ['list', 'front'], entry: 'picker.passkey', suffix: 'passkey',
      row: device => (device.PasskeyType === 'synced' ? 'info.synced' : 'info.bound'), remove: 'info.deletePasskey',
      naming: { title: 'naming.title', text: 'naming.text' }, finished: 'finished.title',
    },
    // Mid 2024: the passkey wording and the page in front of the ceremony came later.
    SecurityKeyList: { ...older, type: 18, add: 'info.add', isSplit: false, counts: true, way: ['list'], entry: 'picker.securityKey', suffix: 'securityKey' },
    // 2019 to 2023.
    DropDown: { ...older, type: 12, add: 'info.addOlder', isSplit: false, counts: false, way: ['dropDown', 'keyType', 'keyReady'], entry: 'picker.securityKey' },
  };
  return { era: eras[globalThis.$Page.era] };
})();
