using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Simulator;

/// <summary>Notes every mark that the pages of a browser context show at any moment: ids, names, classes, data attributes, metas, keys of the page's data, addresses.</summary>
internal sealed class MarkHarvest
{
    // Sent before any script of a page runs; it looks at all there is, and again at whatever changes.
    private const string Script =
        """
        (() => {
          const seen = new Set();
          const note = mark => {
            if (seen.has(mark)) return;
            seen.add(mark);
            globalThis.noteMark(mark);
          };
          const attributes = element => {
            if (element.id) note('id:' + element.id);
            for (const name of element.classList) note('class:' + name);
            for (const { name, value } of element.attributes) {
              if (name === 'name' && element.localName !== 'meta') note('name:' + value);
              if (name.startsWith('data-')) {
                note('attribute:' + name);
                if (!['data-content', 'data-test-id', 'data-bind'].includes(name)) note(name + ':' + value);
              }
            }
            if (element.localName === 'meta' && element.name) note('meta:' + element.name);
            if (element.localName === 'meta' && element.name === 'PageID') note('page:' + element.content);
          };
          const look = root => {
            if (root.nodeType !== 1) return;
            attributes(root);
            for (const element of root.querySelectorAll('*')) attributes(element);
          };
          const data = () => {
            const config = globalThis.$Config;
            if (!config) return;
            for (const key of Object.keys(config)) note('config:' + key);
            if (config.pgid) note('page:' + config.pgid);
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
        })();
        """;

    private readonly ConcurrentDictionary<string, bool> marks = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Marks => [.. marks.Keys.Order(StringComparer.Ordinal)];

    public async Task AttachAsync(IBrowserContext context)
    {
        await context.ExposeBindingAsync("noteMark", (BindingSource _, JsonElement mark) => marks.TryAdd(mark.GetString()!, true));
        await context.AddInitScriptAsync(Script);
    }
}
