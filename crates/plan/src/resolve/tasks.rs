use std::sync::Arc;

use lanbai_reporting::remind::Reminders;
use lanbai_reporting::supervision::TaskNode;

use super::Resolver;

impl Resolver<'_> {
    /// When whoever owes a form is reminded.
    pub fn reminders(&self) -> Reminders {
        let raw = &self.raw.forms.content.reminders;
        Reminders { before: raw.before.clone(), after: raw.after.clone() }
    }

    /// The nodes of all tasks, in the order of the document.
    pub fn nodes(&mut self) -> Vec<TaskNode> {
        let file = &self.raw.document;
        let mut nodes = Vec::new();
        for task in &file.content.task {
            for node in &task.node {
                let Some(due) = self.day(file, &node.id, &node.due) else { continue };
                nodes.push(TaskNode {
                    task: Arc::from(task.id.get_ref().as_str()),
                    id: Arc::from(node.id.get_ref().as_str()),
                    title: node.title.clone(),
                    due,
                });
            }
        }
        nodes
    }
}
