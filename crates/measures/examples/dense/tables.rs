//! The province and its answers as CSV.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use lanbai_kernel::territory::{MembershipKind, TerritoryIndex};
use lanbai_measures::{Formula, IndicatorIndex, Panel, Term};

use crate::province::Province;

pub fn write(folder: &Path, province: &Province, panel: &Panel) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    territories(&mut table(folder, "territories.csv")?, province)?;
    observations(&mut table(folder, "observations.csv")?, province)?;
    indicators(&mut table(folder, "indicators.csv")?, province)?;
    answers(&mut table(folder, "answers.csv")?, province, panel)
}

fn table(folder: &Path, name: &str) -> io::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(folder.join(name))?))
}

fn territories(to: &mut impl Write, province: &Province) -> io::Result<()> {
    writeln!(to, "territory,parent,level,leaves")?;
    let view = province.graph.view(MembershipKind::Administrative, province.periods[0].last_day());
    let mut levels: Vec<u32> = Vec::new();
    for (n, parent) in (0..).zip(&province.parents) {
        let level = parent.map_or(1, |parent| levels[parent as usize] + 1);
        levels.push(level);
        let leaves = view.leaves(TerritoryIndex(n)).len();
        writeln!(to, "{n},{},{level},{leaves}", parent.map_or_else(String::new, |p| p.to_string()))?;
    }
    to.flush()
}

/// Periods are counted from the first month.
fn observations(to: &mut impl Write, province: &Province) -> io::Result<()> {
    writeln!(to, "id,territory,measure,period,value,origin,known_on")?;
    let first = province.periods[0].first();
    for o in &province.observations {
        let month = o.period.first();
        let period = (month.year() - first.year()) * 12 + month.month() - first.month();
        let (territory, measure, origin) = (o.territory.0, o.measure.0, o.origin as u8);
        writeln!(to, "{},{territory},{measure},{period},{},{origin},{}", o.id, o.value, o.known_on)?;
    }
    to.flush()
}

/// One row a term; `part` 1 is above the line or the measure itself, 2 is below it.
fn indicators(to: &mut impl Write, province: &Province) -> io::Result<()> {
    writeln!(to, "indicator,kind,part,measure,weight,factor")?;
    for (n, indicator) in province.definitions.indicators.iter().enumerate() {
        match &indicator.formula {
            Some(Formula::Measure(measure)) => writeln!(to, "{n},measure,1,{},1,1", measure.0)?,
            Some(Formula::Growth { measure, factor }) => {
                writeln!(to, "{n},growth,1,{},1,{factor}", measure.0)?
            }
            Some(Formula::Ratio { numerator, denominator, factor, .. }) => {
                let mut part = |number: u8, terms: &[Term]| {
                    terms.iter().try_for_each(|term| {
                        writeln!(to, "{n},ratio,{number},{},{},{factor}", term.measure.0, term.weight)
                    })
                };
                part(1, numerator)?;
                part(2, denominator)?;
            }
            None => {}
        }
    }
    to.flush()
}

fn answers(to: &mut impl Write, province: &Province, panel: &Panel) -> io::Result<()> {
    writeln!(to, "indicator,territory,period,value,covered,origin")?;
    for (indicator, _) in (0..).zip(&province.definitions.indicators) {
        for (territory, _) in (0..).zip(&province.parents) {
            for period in 0..province.periods.len() {
                let place = (IndicatorIndex(indicator), TerritoryIndex(territory));
                if let Some(f) = panel.figure(place.0, place.1, period) {
                    writeln!(
                        to,
                        "{indicator},{territory},{period},{},{},{}",
                        f.value, f.covered, f.origin as u8
                    )?;
                }
            }
        }
    }
    to.flush()
}
