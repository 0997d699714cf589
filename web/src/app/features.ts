import { account } from "@/features/account/module";
import { accounts } from "@/features/accounts/module";
import { approvals } from "@/features/approvals/module";
import { audit } from "@/features/audit/module";
import { chains } from "@/features/chains/module";
import { cockpit } from "@/features/cockpit/module";
import { data } from "@/features/data/module";
import { indicator } from "@/features/indicator/module";
import { notices } from "@/features/notices/module";
import { plan } from "@/features/plan/module";
import { reporting } from "@/features/reporting/module";
import { session } from "@/features/session/module";
import { supervision } from "@/features/supervision/module";
import { territory } from "@/features/territory/module";
import { wall } from "@/features/wall/module";
import type { FeatureModule } from "./module";

export const features: FeatureModule[] = [
  cockpit,
  indicator,
  territory,
  chains,
  plan,
  data,
  reporting,
  approvals,
  supervision,
  notices,
  wall,
  session,
  account,
  accounts,
  audit,
];
