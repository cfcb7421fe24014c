import { overviewLinks } from "~lib/metrics/overview-links.ts";
import type { Trend } from "~lib/metrics/trend.ts";
import { TrendChart } from "./trend-chart";
import type { OverviewView } from "./view";

interface PeopleChartProps {
  view: OverviewView;
  trend: Trend;
}

export function SignUpsChart(props: PeopleChartProps) {
  return (
    <TrendChart {...props} number="sign-ups" unit="users" kind="bar" empty="Nobody joined in this time." hrefOf={overviewLinks.signUps} />
  );
}

export function ActiveUsersChart(props: PeopleChartProps) {
  return (
    <TrendChart
      {...props}
      number="active-users"
      unit="users"
      kind="line"
      empty="Nobody sent a message in this time."
      hrefOf={overviewLinks.activeUsers}
    />
  );
}
