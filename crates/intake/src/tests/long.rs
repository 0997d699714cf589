use super::toy::read_all;
use crate::Request;

const HEADINGS: &str = "territory,measure,period,value,unit,qualifier,origin,source,known_on,note\n";

fn long(rows: &str) -> super::toy::Got {
    read_all(format!("{HEADINGS}{rows}").as_bytes(), &Request::new("long.csv"))
}

#[test]
fn reads_our_own_files() {
    let got = long(
        "gansu,gdp,2015,6557,亿元,exact,published,yearbook,2021-02-01,修订后序列\n\
         gansu,gdp,2021,10000,亿元,at-least,published,bulletin,2025-10-11,\n",
    );
    assert_eq!(got.codes(), [""; 0]);
    assert_eq!(
        got.observations,
        [
            "gansu gdp 2015 6557 exact published yearbook 2021-02-01 修订后序列",
            "gansu gdp 2021 10000 at-least published bulletin 2025-10-11",
        ]
    );
    assert!(got.summary.is_clean());
}
