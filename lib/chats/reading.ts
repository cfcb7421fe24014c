import { z } from "zod";
import { reasonField } from "../audit/change-fields.ts";

/** For how long an opened chat stays open to the person who opened it. */
export const READING_MINUTES = 60;

/** The form by which support says why they open a private chat. */
export const OpenChatForm = z.object({ reason: reasonField });
