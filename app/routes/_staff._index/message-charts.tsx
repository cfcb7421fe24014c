import { overviewLinks } from "~lib/metrics/overview-links.ts";
import type { Trend } from "~lib/metrics/trend.ts";
import { TrendChart } from "./trend-chart";
import type { OverviewView } from "./view";

interface MessageChartProps {
  view: OverviewView;
  trend: Trend;
}

export function MessagesChart(props: MessageChartProps) {
  return (
    <TrendChart
      {...props}
      number="messages"
      unit="messages"
      kind="bar"
      empty="No message was written in this time."
      hrefOf={overviewLinks.messages}
    />
  );
}

export function TokensChart(props: MessageChartProps) {
  return (
    <TrendChart
      {...props}
      number="message-tokens"
      unit="tokens"
      kind="bar"
      empty="No message of this time reports tokens."
      hrefOf={overviewLinks.tokens}
    />
  );
}
