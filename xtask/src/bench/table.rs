//! The table that a benchmark prints: one line a comparison, medians and ratios.

use std::fmt::Write as _;

/// One line of the table.
pub struct Row {
    /// What was done, with its size.
    pub what: String,
    /// `whole` or `kernel`, the same for all.
    pub clock: &'static str,
    /// Ours in the unit.
    pub ours: f64,
    /// Name and figure of each peer.
    pub peers: Vec<(&'static str, f64)>,
    /// `s`, `1/s`, `MB`.
    pub unit: &'static str,
    /// What else must be said: memory, what was compared.
    pub note: String,
}

/// The rows as a Markdown table, as docs/BENCHMARKS.md keeps it.
pub fn table(rows: &[Row]) -> String {
    let mut text =
        "| what | clock | ours | peers | peer / ours | note |\n|---|---|---|---|---|---|\n".to_owned();
    for row in rows {
        let peers: Vec<String> =
            row.peers.iter().map(|(name, figure)| format!("{name} {}", shown(*figure, row.unit))).collect();
        let ratios: Vec<String> =
            row.peers.iter().map(|(_, figure)| format!("{:.2}", figure / row.ours)).collect();
        let or_dash = |list: Vec<String>| if list.is_empty() { "—".to_owned() } else { list.join("; ") };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            row.what,
            row.clock,
            shown(row.ours, row.unit),
            or_dash(peers),
            or_dash(ratios),
            row.note
        );
    }
    text
}

fn shown(figure: f64, unit: &str) -> String {
    match unit {
        "s" if figure < 0.001 => format!("{:.0} µs", figure * 1e6),
        "s" if figure < 1.0 => format!("{:.0} ms", figure * 1e3),
        "s" => format!("{figure:.2} s"),
        _ => format!("{figure:.0} {unit}"),
    }
}
