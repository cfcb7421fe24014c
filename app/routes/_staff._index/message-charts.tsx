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
      title="Messages"
      unit="messages"
      kind="bar"
      description="Messages of every role, the users' and the assistant's, by the time they were written. Messages of deleted chats are gone and not counted."
      empty="No message was written in this time."
      hrefOf={overviewLinks.messages}
    />
  );
}

export function TokensChart(props: MessageChartProps) {
  return (
    <TrendChart
      {...props}
      title="Tokens"
      unit="tokens"
      kind="bar"
      description="The total tokens, input and output, that the messages written in the time report. A message that reports none adds nothing. The list's own sum is this number."
      empty="No message of this time reports tokens."
      hrefOf={overviewLinks.tokens}
    />
  );
}
