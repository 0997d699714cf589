//! The lists, what each is ranked by, and how values of a criterion are put between nought and one.

use serde::{Deserialize, Serialize};

/// A ranked list of a diagnosis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum List {
    /// 龙头: enterprises that lead the chain here.
    Leaders,
    /// 补链: absent segments that lie between present ones.
    Missing,
    /// 延链: absent segments beyond the present ones.
    Next,
    /// 升链: present segments that fall short of elsewhere.
    Upgrade,
    /// 建链: chains that are not here at all.
    NewChains,
    /// 风险: segments on whose supplies the chain here depends.
    Risks,
    /// 集群: communities of the chain's actors.
    Clusters,
    /// 招引: enterprises elsewhere that could fill a segment here.
    Candidates,
    /// 重复: activities that several parks have.
    Duplicates,
}

impl List {
    /// Every list.
    pub const ALL: [Self; 9] = [
        Self::Leaders,
        Self::Missing,
        Self::Next,
        Self::Upgrade,
        Self::NewChains,
        Self::Risks,
        Self::Clusters,
        Self::Candidates,
        Self::Duplicates,
    ];

    /// The name used in plans and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Leaders => "leaders",
            Self::Missing => "missing",
            Self::Next => "next",
            Self::Upgrade => "upgrade",
            Self::NewChains => "new-chains",
            Self::Risks => "risks",
            Self::Clusters => "clusters",
            Self::Candidates => "candidates",
            Self::Duplicates => "duplicates",
        }
    }

    /// What the list is ranked by, in the order in which it is shown.
    pub const fn criteria(self) -> &'static [Criterion] {
        use Criterion as C;
        match self {
            Self::Leaders => &[C::Size, C::Centrality, C::SystemicWeight],
            Self::Missing => &[C::Neighbours, C::Linkage, C::ImportDependence, C::Density, C::Reachable],
            Self::Next => &[C::Density, C::Linkage, C::Neighbours, C::Reachable],
            Self::Upgrade => &[C::FitnessShortfall, C::PatentShortfall, C::MarginShortfall],
            Self::NewChains => &[C::OutlookGain, C::Density, C::Complexity, C::Institutions],
            Self::Risks => {
                &[C::SingleSource, C::Concentration, C::ImportDependence, C::Outside, C::SystemicWeight]
            }
            Self::Clusters => &[C::Members, C::Cohesion, C::Coverage, C::Likeness],
            Self::Candidates => &[C::Size, C::Patents, C::Standing, C::Ties],
            Self::Duplicates => &[C::Parks, C::Spread, C::Declared],
        }
    }
}

/// What is measured; formulas stand with the lists that measure them and in docs/CHAINS.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Criterion {
    Size,
    Centrality,
    SystemicWeight,
    Neighbours,
    Linkage,
    ImportDependence,
    Density,
    Reachable,
    FitnessShortfall,
    PatentShortfall,
    MarginShortfall,
    OutlookGain,
    Complexity,
    Institutions,
    SingleSource,
    Concentration,
    Outside,
    Members,
    Cohesion,
    Coverage,
    Likeness,
    Patents,
    Standing,
    Ties,
    Parks,
    Spread,
    Declared,
}

/// How a raw value becomes one between 0 and 1 (OECD and JRC 2008, Handbook on Constructing Composite Indicators,
/// step 5). None of them lets a subject fall behind another by raising its own raw value, or by having one at all: a scale
/// that began at the least of the list would lift the others when a low value becomes known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// A share already: as it is, so that it means the same in every list and year.
    Share,
    /// Over the greatest of the list; what is negative counts as nought.
    OfGreatest,
    /// 1 / (1 + e^-x), for what is in deviations from a mean already: one half at the mean.
    Logistic,
}

/// The unit of a raw value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// In the unit of money that the sizes have.
    Money,
    /// Persons.
    Persons,
    /// Between 0 and 1.
    Share,
    /// A number of things.
    Count,
    /// Over the mean of all sectors.
    OfMean,
    /// Deviations of the ECI.
    Deviations,
    /// Shares of a margin, as a difference.
    Margin,
}

impl Criterion {
    /// The name used in plans and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Centrality => "centrality",
            Self::SystemicWeight => "systemic-weight",
            Self::Neighbours => "neighbours",
            Self::Linkage => "linkage",
            Self::ImportDependence => "import-dependence",
            Self::Density => "density",
            Self::Reachable => "reachable",
            Self::FitnessShortfall => "fitness-shortfall",
            Self::PatentShortfall => "patent-shortfall",
            Self::MarginShortfall => "margin-shortfall",
            Self::OutlookGain => "outlook-gain",
            Self::Complexity => "complexity",
            Self::Institutions => "institutions",
            Self::SingleSource => "single-source",
            Self::Concentration => "concentration",
            Self::Outside => "outside",
            Self::Members => "members",
            Self::Cohesion => "cohesion",
            Self::Coverage => "coverage",
            Self::Likeness => "likeness",
            Self::Patents => "patents",
            Self::Standing => "standing",
            Self::Ties => "ties",
            Self::Parks => "parks",
            Self::Spread => "spread",
            Self::Declared => "declared",
        }
    }

    /// How it is put between 0 and 1.
    pub const fn scale(self) -> Scale {
        match self {
            Self::Size
            | Self::Centrality
            | Self::SystemicWeight
            | Self::Linkage
            | Self::Reachable
            | Self::MarginShortfall
            | Self::Institutions
            | Self::Members
            | Self::Patents
            | Self::Ties
            | Self::Parks
            | Self::Declared
            | Self::OutlookGain => Scale::OfGreatest,
            Self::Complexity => Scale::Logistic,
            Self::Neighbours
            | Self::ImportDependence
            | Self::Density
            | Self::FitnessShortfall
            | Self::PatentShortfall
            | Self::SingleSource
            | Self::Concentration
            | Self::Outside
            | Self::Cohesion
            | Self::Coverage
            | Self::Likeness
            | Self::Standing
            | Self::Spread => Scale::Share,
        }
    }

    /// The unit of its raw values; that of a size depends on what sizes count.
    pub const fn unit(self) -> Unit {
        match self {
            Self::Size => Unit::Money,
            Self::Linkage => Unit::OfMean,
            Self::MarginShortfall => Unit::Margin,
            Self::OutlookGain | Self::Complexity => Unit::Deviations,
            Self::Reachable
            | Self::Institutions
            | Self::Members
            | Self::Patents
            | Self::Ties
            | Self::Parks
            | Self::Declared => Unit::Count,
            _ => Unit::Share,
        }
    }
}
