/** What a schedule begins with: each night at three where people are, the last seven. */
export function nightly() {
  return {
    name: 'nightly',
    schedule: '0 3 * * *',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    retention: { count: 7 },
    verify: false,
  };
}
