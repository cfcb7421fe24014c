import { beforeEach, inject } from "vitest";

beforeEach(({ skip }) => {
  if (!inject("browserTests")) skip("no browser was found");
});
