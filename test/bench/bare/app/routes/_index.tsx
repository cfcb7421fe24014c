import { useLoaderData } from "@remix-run/react";

const rows = Array.from({ length: 50 }, (_, n) => ({
  id: `pay-${String(n).padStart(8, "0")}`,
  createdAt: "2026-03-01T09:30:00.000Z",
  customer: `Customer ${n}`,
  email: `customer${n}@mail.example`,
  amount: 2000 + n,
  currency: "USD",
  status: "succeeded",
  method: "card",
}));

export function loader() {
  return { rows };
}

export default function Bare() {
  const { rows } = useLoaderData<typeof loader>();
  return (
    <table>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{row.id}</td>
            <td>{row.createdAt}</td>
            <td>{row.customer}</td>
            <td>{row.email}</td>
            <td>{row.amount}</td>
            <td>{row.currency}</td>
            <td>{row.status}</td>
            <td>{row.method}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
