use serde::{Deserialize, Serialize};

/// 报送状态: where a submission stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// 草稿: the reporter is still writing.
    Draft,
    /// 已报: handed in, waiting for the next approver of its route.
    Submitted,
    /// 退回: an approver wants something changed, and said what.
    Returned,
    /// 已审: every approver of its route agreed; locked.
    Approved,
    /// 已发布: in the lake, once and whole.
    Published,
}

/// What someone does to a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Hands it in.
    Submit,
    /// Takes it back before anyone looked.
    Withdraw,
    /// Sends it back with a reason.
    Return,
    /// Agrees, for one stage of the route.
    Approve,
    /// The publisher wrote it into the lake.
    Publish,
}

impl State {
    /// Every state, in the order of the way.
    pub const ALL: [Self; 5] =
        [Self::Draft, Self::Submitted, Self::Returned, Self::Approved, Self::Published];

    /// The name used in the store and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Published => "published",
        }
    }

    /// The state with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Where a step leads, or nothing where it cannot be taken. `is_last` says whether the approver is the last of
    /// the route.
    pub const fn after(self, step: Step, is_last: bool) -> Option<Self> {
        match (self, step) {
            (Self::Draft | Self::Returned, Step::Submit) => Some(Self::Submitted),
            (Self::Submitted, Step::Withdraw) => Some(Self::Draft),
            (Self::Submitted, Step::Return) => Some(Self::Returned),
            (Self::Submitted, Step::Approve) => Some(if is_last { Self::Approved } else { Self::Submitted }),
            (Self::Approved, Step::Publish) => Some(Self::Published),
            _ => None,
        }
    }

    /// Whether the reporter may write in it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }
}

/// 角色: what an account may do, always for a territory and what lies under it.
///
/// The three administrators hold each other in check (三员分立): none reports, approves or grants itself anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 查阅
    Reader,
    /// 填报
    Reporter,
    /// 审核
    Approver,
    /// 分析
    Analyst,
    /// 规划办
    PlanOffice,
    /// 系统管理员: accounts and settings.
    SystemAdministrator,
    /// 安全管理员: who holds which role.
    SecurityAdministrator,
    /// 审计管理员: reads what the others did.
    AuditAdministrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 8] = [
        Self::Reader,
        Self::Reporter,
        Self::Approver,
        Self::Analyst,
        Self::PlanOffice,
        Self::SystemAdministrator,
        Self::SecurityAdministrator,
        Self::AuditAdministrator,
    ];

    /// The name used in the store and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Reporter => "reporter",
            Self::Approver => "approver",
            Self::Analyst => "analyst",
            Self::PlanOffice => "plan-office",
            Self::SystemAdministrator => "system-administrator",
            Self::SecurityAdministrator => "security-administrator",
            Self::AuditAdministrator => "audit-administrator",
        }
    }

    /// The role with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::{State, Step};

    #[test]
    fn the_way_of_a_submission() {
        let way = [
            (State::Draft, Step::Submit, false, Some(State::Submitted)),
            (State::Submitted, Step::Approve, false, Some(State::Submitted)),
            (State::Submitted, Step::Return, false, Some(State::Returned)),
            (State::Returned, Step::Submit, false, Some(State::Submitted)),
            (State::Submitted, Step::Approve, true, Some(State::Approved)),
            (State::Approved, Step::Publish, false, Some(State::Published)),
            (State::Approved, Step::Return, true, None),
            (State::Published, Step::Submit, true, None),
            (State::Draft, Step::Approve, true, None),
        ];
        for (from, step, is_last, to) in way {
            assert_eq!(from.after(step, is_last), to, "{from:?} {step:?}");
        }
    }
}
