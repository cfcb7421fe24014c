/** An entry of `refunds`, as Dodo Payments writes them. */
export const refund = (fields: object = {}) => ({
  refund_id: "re_1",
  payment_id: "pay_1",
  business_id: "bus_1",
  created_at: "2026-03-11T09:00:00Z",
  is_partial: true,
  status: "succeeded",
  ...fields,
});

/** An entry of `disputes`. */
export const dispute = (fields: object = {}) => ({
  dispute_id: "dp_1",
  payment_id: "pay_1",
  business_id: "bus_1",
  created_at: "2026-03-12T09:00:00Z",
  amount: "20.00",
  currency: "USD",
  dispute_stage: "dispute",
  dispute_status: "dispute_opened",
  ...fields,
});
