extension EvaluationReport {
  /// The page's style; light or dark as the reader's system is.
  static let style = """
    :root { color-scheme: light dark; --line: #d5d9de; --soft: #5d6670; --paper: #fff; --ground: #f5f6f8; --ink: #1c2126; --accent: #1f6feb; --second: #b45309 }
    @media (prefers-color-scheme: dark) { :root { --line: #363c44; --soft: #9aa4af; --paper: #1d2127; --ground: #14171b; --ink: #e8eaed; --accent: #6ea8fe; --second: #f0a04b } }
    body { margin: 2rem auto; padding: 0 1.2rem; max-width: 66rem; font: 16px/1.5 system-ui, "Noto Sans", sans-serif; background: var(--ground); color: var(--ink) }
    h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2rem } p, figcaption { color: var(--soft) } .pooled { color: var(--second) }
    .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: .8rem; margin: 1rem 0 }
    .tiles div { background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; padding: .7rem 1rem }
    .tiles b { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums } .tiles span { color: var(--soft); font-size: .85rem }
    table { border-collapse: collapse; background: var(--paper); margin: 1rem 0; font-variant-numeric: tabular-nums }
    caption { text-align: left; color: var(--soft); padding: .3rem 0 } th, td { text-align: left; padding: .35rem .8rem; border: 1px solid var(--line) }
    td.number { text-align: right } .confusion td { text-align: center; min-width: 5rem } .scroll { overflow-x: auto }
    .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1.2rem }
    figure { margin: 0; background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem } figcaption { font-size: .85rem }
    svg { display: block; width: 100%; height: auto } svg.range { width: 9rem; height: .9rem; display: inline-block; vertical-align: middle }
    svg text { fill: var(--soft); font: 11px system-ui, sans-serif } .grid { stroke: var(--line); fill: none } .ideal { stroke: var(--soft); stroke-dasharray: 4 4; fill: none }
    .first { stroke: var(--accent); fill: none; stroke-width: 2 } .second { stroke: var(--second); fill: none; stroke-width: 2 }
    .first-dot { fill: var(--accent) } .second-dot { fill: var(--second) } text.first-name { fill: var(--accent) } text.second-name { fill: var(--second) }
    details { background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; padding: .6rem 1rem; margin: .8rem 0 }
    summary { cursor: pointer; font-weight: 600 } summary span { font-weight: 400; color: var(--soft) }
    """
}
