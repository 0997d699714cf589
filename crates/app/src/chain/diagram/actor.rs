use super::Nearness;
use super::load::{Link, Product};
use super::map::{brief_of, ground_view};
use crate::view::{ActorLink, ActorPage, MembershipView, ProductView};
use crate::{App, AppError, Snapshot, ask};

impl App {
    /// Where someone stands, what it makes, whom it supplies and who supplies it, as seen from a territory.
    ///
    /// # Errors
    /// If nobody has that id, or the lake cannot be read.
    pub async fn actor_page(&self, id: &str, territory: &str) -> Result<ActorPage, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let asked = ask::one_territory(plan, territory)?;
        let found = self.load_actor(plan, id).await?;
        let (actor, links, products) = found.ok_or_else(|| ask::unknown("actor", id, std::iter::empty()))?;
        let nearness = Nearness::of(plan, actor.territory, asked, self.clock().today());
        let belongs = |link: &&Link| link.kind == "belongs" && link.supply.from == actor.id;
        Ok(ActorPage {
            memberships: links
                .iter()
                .filter(belongs)
                .filter_map(|link| membership(&snapshot, link))
                .collect(),
            products: products.iter().map(product).collect(),
            links: links
                .iter()
                .filter(|link| link.kind != "belongs")
                .map(|link| linked(link, &actor.id))
                .collect(),
            actor: brief_of(&snapshot, &actor, nearness),
        })
    }
}

fn membership(snapshot: &Snapshot, link: &Link) -> Option<MembershipView> {
    let file = &snapshot.plan.raw.industries.content;
    let segment = file.segment.iter().find(|one| *one.id.get_ref() == link.supply.to)?;
    let chain = file.chain.iter().find(|one| one.id.get_ref() == segment.chain.get_ref())?;
    Some(MembershipView {
        chain: chain.id.get_ref().clone(),
        chain_name: (&chain.name).into(),
        segment: segment.id.get_ref().clone(),
        segment_name: (&segment.name).into(),
        ground: ground_view(&link.supply.ground),
    })
}

fn product(product: &Product) -> ProductView {
    let (quantity, unit) = product.quantity.clone().unzip();
    ProductView {
        name: product.name.clone(),
        segment: product.segment.clone(),
        quantity,
        unit,
        state: product.state.clone(),
        ground: ground_view(&product.ground),
    }
}

fn linked(link: &Link, own: &str) -> ActorLink {
    let incoming = link.supply.to == own;
    let (other, name) =
        if incoming { (&link.supply.from, &link.from_name) } else { (&link.supply.to, &link.to_name) };
    let (weight, unit) = link.supply.weight.clone().unzip();
    ActorLink {
        kind: link.kind.clone(),
        incoming,
        other: other.clone(),
        other_name: name.clone().unwrap_or_else(|| other.clone()),
        weight,
        unit,
        ground: ground_view(&link.supply.ground),
    }
}
