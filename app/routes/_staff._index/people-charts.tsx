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
    <TrendChart
      {...props}
      title="Sign-ups"
      unit="users"
      kind="bar"
      description="Users by the time they joined. Users who were deleted since are not counted."
      empty="Nobody joined in this time."
      hrefOf={overviewLinks.signUps}
    />
  );
}

export function ActiveUsersChart(props: PeopleChartProps) {
  return (
    <TrendChart
      {...props}
      title="Active users"
      unit="users"
      kind="line"
      description="Users whose message counter has a row dated in the time: those who sent a message. Somebody active on several days counts once in the total, and once on each of the days."
      empty="Nobody sent a message in this time."
      hrefOf={overviewLinks.activeUsers}
    />
  );
}
