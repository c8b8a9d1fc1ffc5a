extension CodingSheet {
  /// The page around the content.
  static let page = #"""
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
    <title>{{title}}</title>
    <style>
    :root { color-scheme: light dark; --line: #d5d9de; --soft: #6a737d; --paper: #fff; --ground: #f5f6f8; --ink: #1c2126; --accent: #1f6feb }
    @media (prefers-color-scheme: dark) { :root { --line: #363c44; --soft: #9aa4af; --paper: #1d2127; --ground: #14171b; --ink: #e8eaed } }
    * { box-sizing: border-box }
    body { margin: 0; font: 16px/1.55 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; background: var(--ground); color: var(--ink) }
    header { display: flex; gap: 1rem; align-items: center; padding: .6rem 1.4rem; background: var(--paper); border-bottom: 1px solid var(--line) }
    header h1 { font-size: 1rem; margin: 0 auto 0 0 }
    header input { width: 9rem }
    #bar { height: 4px; background: var(--line) } #bar div { height: 100%; background: var(--accent); width: 0 }
    main { display: grid; grid-template-columns: minmax(0, 3fr) minmax(18rem, 2fr); gap: 1.4rem; padding: 1.4rem; max-width: 86rem; margin: auto }
    @media (max-width: 50rem) { main { grid-template-columns: 1fr } }
    section, aside { background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; padding: 1.2rem 1.4rem }
    #place { color: var(--soft); font-size: .85rem; display: flex; justify-content: space-between }
    #text { font-size: 1.2rem; line-height: 1.7; white-space: pre-wrap; overflow-wrap: anywhere; min-height: 9rem; margin: .8rem 0 1.2rem }
    #text:focus { outline: none }
    #choices { display: flex; flex-wrap: wrap; gap: .5rem }
    button { font: inherit; color: inherit; padding: .4rem .8rem; border: 2px solid var(--line); border-radius: .5rem; background: var(--paper); cursor: pointer }
    button:focus-visible, input:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px }
    button[aria-pressed=true] { background: var(--color, var(--soft)); border-color: var(--color, var(--soft)); color: #fff }
    kbd { font: .78rem ui-monospace, monospace; border: 1px solid currentColor; border-radius: .25rem; padding: 0 .3rem; opacity: .75; margin-right: .35rem }
    input { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: .35rem; padding: .3rem .5rem }
    #note { width: 100%; margin-top: .8rem }
    nav { display: flex; gap: .5rem; margin-top: 1rem } nav span { margin-left: auto; color: var(--soft); align-self: center; font-size: .85rem }
    aside h2 { font-size: .95rem; margin: 0 0 .2rem } aside article { border-left: 5px solid var(--color); padding-left: .8rem; margin-bottom: 1rem }
    aside { position: sticky; top: 1.4rem; align-self: start; max-height: calc(100vh - 2.8rem); overflow: auto }
    aside p { margin: .1rem 0; font-size: .9rem } #rules { border-top: 1px solid var(--line); padding-top: .8rem } #rules p { margin: 0 0 .6rem }
    footer { color: var(--soft); font-size: .85rem; text-align: center; padding-bottom: 1.4rem }
    </style>
    </head>
    <body>
    <header><h1 id="title"></h1><label>Coder <input id="coder" autocomplete="off"></label><button id="export"><kbd>e</kbd>Export JSONL</button></header>
    <div id="bar"><div></div></div>
    <main>
    <section>
    <div id="place"><span id="number"></span><span id="state"></span></div>
    <div id="text" tabindex="-1"></div>
    <div id="choices"></div>
    <input id="note" placeholder="Note (n)" aria-label="Note" autocomplete="off">
    <nav><button id="back"><kbd>←</kbd>Back</button><button id="next"><kbd>↵</kbd>Next</button><button id="open"><kbd>o</kbd>Next open one</button><span id="saved"></span></nav>
    </section>
    <aside><h2>Code book</h2><div id="book"></div><div id="rules"></div></aside>
    </main>
    <footer>Keys: 1–9 theme · 0 none · u unsure · n note, Esc back to the text · Enter or → next · ← back · o next open one · e export</footer>
    <script type="application/json" id="content">{{content}}</script>
    <script>
    "use strict";
    const content = JSON.parse(document.getElementById("content").textContent);
    const get = id => document.getElementById(id);
    // The coding is kept under the title and the passages: another sample of the same name does not mix with it.
    const fingerprint = content.items.reduce((sum, item) => [...item.id].reduce((s, c) => (s * 31 + c.codePointAt(0)) >>> 0, sum), 7);
    const place = "fourfield-coding-" + content.title + "-" + fingerprint;
    let state = { coder: "", position: 0, codes: {} };
    let canSave = true;
    try { state = JSON.parse(localStorage.getItem(place)) || state } catch { canSave = false }
    const item = () => content.items[state.position];
    const code = () => state.codes[item().id] || (state.codes[item().id] = { labels: [], none: false, unsure: false, note: "" });
    const isDone = entry => Boolean(entry && (entry.none || entry.labels.length));
    const done = () => content.items.filter(i => isDone(state.codes[i.id])).length;

    function save() {
      try { localStorage.setItem(place, JSON.stringify(state)); canSave = true } catch { canSave = false }
      get("saved").textContent = canSave ? "saved in this browser" : "this browser does not save: export before you close the page";
    }
    function button(key, text, color, press) {
      const element = document.createElement("button");
      const mark = document.createElement("kbd");
      mark.textContent = key;
      element.append(mark, text);
      if (color) element.style.setProperty("--color", color);
      element.onclick = press;
      return element;
    }
    const themeButtons = content.themes.map((theme, index) => button(String(index + 1), theme.title, theme.color, () => toggle(theme.id)));
    const noneButton = button("0", "None", "", () => { const c = code(); c.none = !c.none; c.labels = []; show() });
    const unsureButton = button("u", "Unsure", "", () => { const c = code(); c.unsure = !c.unsure; show() });
    get("choices").append(...themeButtons, noneButton, unsureButton);
    for (const theme of content.themes) {
      const article = document.createElement("article");
      article.style.setProperty("--color", theme.color);
      const name = document.createElement("h2");
      name.textContent = theme.title;
      const rule = document.createElement("p");
      rule.textContent = theme.rule;
      article.append(name, rule);
      get("book").append(article);
    }
    get("title").textContent = content.title;
    for (const text of content.rules.split("\n").filter(line => line.trim())) {
      const rule = document.createElement("p");
      rule.textContent = text;
      get("rules").append(rule);
    }
    get("coder").value = state.coder;

    function toggle(id) {
      const c = code();
      c.labels = c.labels.includes(id) ? c.labels.filter(label => label !== id) : [...c.labels, id];
      c.none = false;
      show();
    }
    function go(position) {
      state.position = Math.max(0, Math.min(content.items.length - 1, position));
      show();
      get("text").focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    function nextOpen() {
      for (let step = 1; step <= content.items.length; step++) {
        const position = (state.position + step) % content.items.length;
        if (!isDone(state.codes[content.items[position].id])) return go(position);
      }
    }
    function show() {
      if (!content.items.length) { get("number").textContent = "no passages"; return }
      const c = code();
      get("number").textContent = (state.position + 1) + " of " + content.items.length;
      get("state").textContent = done() + " coded";
      get("text").textContent = item().text;
      get("text").lang = item().language;
      get("note").value = c.note;
      content.themes.forEach((theme, index) => themeButtons[index].setAttribute("aria-pressed", c.labels.includes(theme.id)));
      noneButton.setAttribute("aria-pressed", c.none);
      unsureButton.setAttribute("aria-pressed", c.unsure);
      get("bar").firstElementChild.style.width = 100 * done() / content.items.length + "%";
      save();
    }
    function jsonl() {
      const order = content.themes.map(theme => theme.id);
      return content.items.filter(i => isDone(state.codes[i.id])).map(i => {
        const c = state.codes[i.id];
        const row = { id: i.id, labels: order.filter(id => c.labels.includes(id)), unsure: c.unsure, coder: state.coder };
        if (c.note) row.note = c.note;
        return JSON.stringify(row) + "\n";
      }).join("");
    }
    function download() {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([jsonl()], { type: "application/jsonl" }));
      link.download = (state.coder || "coder").replace(/[^\p{L}\p{N}_-]+/gu, "-") + ".jsonl";
      link.click();
    }
    get("coder").oninput = event => { state.coder = event.target.value; save() };
    get("note").oninput = event => { code().note = event.target.value; save() };
    get("back").onclick = () => go(state.position - 1);
    get("next").onclick = () => go(state.position + 1);
    get("open").onclick = nextOpen;
    get("export").onclick = download;
    document.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.tagName === "INPUT") {
        if (event.key === "Escape" || event.key === "Enter") { event.preventDefault(); get("text").focus() }
        return;
      }
      const theme = content.themes[Number(event.key) - 1];
      if (theme) toggle(theme.id);
      else if (event.key === "0") noneButton.click();
      else if (event.key === "u") unsureButton.click();
      else if (event.key === "n") get("note").focus();
      else if (event.key === "Enter" || event.key === "ArrowRight") go(state.position + 1);
      else if (event.key === "ArrowLeft") go(state.position - 1);
      else if (event.key === "o") nextOpen();
      else if (event.key === "e") download();
      else return;
      event.preventDefault();
    });
    show();
    </script>
    </body>
    </html>

    """#
}
