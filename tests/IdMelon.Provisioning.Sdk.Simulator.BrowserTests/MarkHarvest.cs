using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Simulator;

/// <summary>Notes every mark that the pages of a browser context show at any moment: ids, names, classes, data attributes, names of icons, metas, keys of the page's data, addresses.</summary>
internal sealed class MarkHarvest(MarkTable table)
{
    // Sent before any script of a page runs; it looks at all there is, and again at whatever changes.
    private const string Script =
        """
        byView => {
          const seen = new Set();
          const note = mark => {
            if (seen.has(mark)) return;
            seen.add(mark);
            globalThis.noteMark(mark);
          };
          // The view of an element; that of the access pass need not carry its number, and the pages of the other host have numbers of their own.
          const viewOf = element => {
            if (location.pathname.includes('/fido/')) return 'fido';
            const place = element.closest('[data-viewid], .pagination-view');
            return place?.dataset.viewid ?? (place?.querySelector('[name=accesspass]') ? '56' : 'none');
          };
          const noteOn = (element, mark) => note(byView.includes(mark) ? mark + '@' + viewOf(element) : mark);
          const attributes = element => {
            if (element.id) noteOn(element, 'id:' + element.id);
            for (const name of element.classList) note('class:' + name);
            for (const { name, value } of element.attributes) {
              if (name === 'name' && element.localName !== 'meta') note('name:' + value);
              if (name.startsWith('data-')) {
                note('attribute:' + name);
                if (!['data-content', 'data-test-id'].includes(name)) noteOn(element, name + ':' + value);
              }
            }
            if (element.localName === 'meta' && element.name) note('meta:' + element.name);
            if (element.localName === 'img') note('icon:' + element.src.replace(/^.*\/|\.\w+$/g, ''));
          };
          const look = root => {
            if (root.nodeType !== 1) return;
            attributes(root);
            for (const element of root.querySelectorAll('*')) attributes(element);
          };
          // The banner must be what shows at its place as soon as anything shows.
          const banner = () => {
            if (document.readyState === 'loading' || getComputedStyle(document.body).display === 'none') return;
            const aside = [...document.querySelectorAll('aside')].find(element => element.textContent === 'Simulator');
            const { left, top, width, height } = aside?.getBoundingClientRect() ?? {};
            if (!aside || document.elementFromPoint(left + width / 2, top + height / 2) !== aside) note('banner:missing');
          };
          const data = () => {
            if (location.protocol === 'https:') banner();
            const config = globalThis.$Config;
            if (!config) return;
            for (const key of Object.keys(config)) note('config:' + key);
            const view = document.querySelector('[data-viewid]');
            for (const name of [config.pgid, document.querySelector('meta[name=PageID]')?.content]) {
              if (!name) continue;
              if (!byView.includes('page:' + name)) note('page:' + name);
              else if (view) noteOn(view, 'page:' + name);
            }
          };
          if (location.protocol === 'https:') note('path:' + location.host + location.pathname.replace(/[0-9a-f-]{36}/, '{id}'));
          new MutationObserver(changes => {
            for (const change of changes) {
              if (change.type === 'attributes') attributes(change.target);
              for (const node of change.addedNodes) look(node);
            }
            data();
          }).observe(document, { subtree: true, childList: true, attributes: true });
          document.addEventListener('DOMContentLoaded', () => { look(document.documentElement); data(); });
        }
        """;

    private readonly ConcurrentDictionary<string, bool> marks = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Marks => [.. marks.Keys.Order(StringComparer.Ordinal)];

    public async Task AttachAsync(IBrowserContext context)
    {
        await context.ExposeBindingAsync("noteMark", (BindingSource _, JsonElement mark) => marks.TryAdd(mark.GetString()!, true));
        await context.AddInitScriptAsync($"({Script})({JsonSerializer.Serialize(table.ByView)});");
    }
}
