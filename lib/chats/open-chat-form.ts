import { z } from "zod";
import { reasonField } from "../audit/change-fields.ts";

/** The form by which support says why they open a private chat. */
export const OpenChatForm = z.object({ reason: reasonField });
