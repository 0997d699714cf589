use serde_json::json;

use super::Reply;
use super::order::must_be;
use crate::database::values;
use crate::{Act, Store, StoreError, limits, refusal};

impl Store {
    /// Answers an order with the measures that were taken. Evidence is then added to [`Reply::object`].
    ///
    /// # Errors
    /// `store-unknown`; `store-locked` if it is closed.
    pub async fn reply_to_order(
        &self,
        act: &Act<'_>,
        order: &str,
        measures_taken: &str,
    ) -> Result<Reply, StoreError> {
        limits::name("measures-taken", measures_taken, limits::TEXT)?;
        let change = self.change(act, "answering a supervision order").await?;
        // Holds the order, so that two replies do not take one number and none comes after the closing.
        let sql = "UPDATE supervision_orders SET version = version + 1 WHERE id = $1 AND closed_at IS NULL";
        if change.unit.execute(sql, values![order]).await? == 0 {
            must_be(&change.unit, order).await?;
            return Err(refusal::locked(order, "closed"));
        }
        let sql = "INSERT INTO supervision_replies (supervision_order, number, measures_taken, replied_by, replied_at) \
            SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4 FROM supervision_replies WHERE supervision_order = $1 \
            RETURNING supervision_order, number, measures_taken, replied_by, replied_at";
        let row = change.unit.one(sql, values![order, measures_taken, change.by(), change.at()]).await?;
        let row = row.ok_or_else(|| refusal::unknown("supervision-order", order))?;
        let reply = Reply::read(&row)?;
        let after = json!({ "number": reply.number, "measures_taken": measures_taken });
        change.done("supervision.reply", order, None, Some(after)).await?;
        Ok(reply)
    }

    /// The replies to an order, oldest first.
    ///
    /// # Errors
    /// If the database does.
    pub async fn replies_to(&self, order: &str) -> Result<Vec<Reply>, StoreError> {
        let sql = "SELECT supervision_order, number, measures_taken, replied_by, replied_at FROM supervision_replies \
            WHERE supervision_order = $1 ORDER BY number";
        let rows = self.reader("reading replies").all(sql, values![order]).await?;
        rows.iter().map(Reply::read).collect()
    }
}
