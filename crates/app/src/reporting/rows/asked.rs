use lanbai_intake::{Field, FieldKind, Register};
use lanbai_kernel::Text;
use lanbai_plan::Plan;

use crate::names::register_at;

/// A register as a form asks for it: without the field that says where a row belongs, for that is who reports.
pub(in crate::reporting) struct Asked {
    /// Its position in the plan.
    pub index: usize,
    pub register: Register,
    /// Positions of the fields that a row has in a form.
    pub columns: Vec<usize>,
    /// Position of the field that says where a row belongs.
    pub territory: usize,
    /// Positions of the fields that are masked by role.
    pub personal: Vec<usize>,
}

impl Asked {
    /// The register of that id; none where the plan has dropped it.
    pub fn of(plan: &Plan, id: &str) -> Option<Self> {
        let index = plan.register(id)?;
        let register = register_at(plan, index);
        let territory = plan.registers[index].territory;
        let columns = (0..register.fields.len()).filter(|n| *n != territory).collect();
        let fields = plan.register_text(index).field.iter().enumerate();
        let personal = fields.filter(|(_, field)| field.personal).map(|(n, _)| n).collect();
        Some(Self { index, register, columns, territory, personal })
    }

    /// What a row has in a form.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.columns.iter().map(|n| &self.register.fields[*n])
    }

    /// The field by which rows are told apart.
    pub fn key(&self) -> &str {
        &self.register.fields[self.register.key].id
    }

    /// Whether a row must have it: what the register asks for, what tells rows apart, and the day from which it holds.
    pub fn is_required(&self, plan: &Plan, n: usize) -> bool {
        let register = &plan.registers[self.index];
        self.register.fields[n].required || n == self.register.key || n == register.valid_from
    }

    /// What a cell of a field may be, by id and name; none where it is no list.
    pub fn choices(&self, plan: &Plan, n: usize) -> Vec<(String, Text)> {
        match &self.register.fields[n].kind {
            FieldKind::Code(codes) => codes.iter().map(|code| (code.id.clone(), code.name.clone())).collect(),
            FieldKind::Territory => {
                let all = plan.raw.territories.content.territory.iter();
                all.map(|one| (one.id.get_ref().clone(), one.name.clone())).collect()
            }
            _ => Vec::new(),
        }
    }
}
