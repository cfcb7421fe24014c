import { Button } from "../ui/button";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "../ui/dialog";

interface LeaveQuestionProps {
  open: boolean;
  onStay: () => void;
  onLeave: () => void;
}

/** Asks whether what is typed may be lost. */
export function LeaveQuestion({ open, onStay, onLeave }: LeaveQuestionProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onStay();
      }}
    >
      <DialogContent>
        <DialogTitle>Leave without saving?</DialogTitle>
        <DialogDescription>What you typed here is not saved.</DialogDescription>
        <div className="mt-4 flex justify-end gap-2">
          <Button type="button" onClick={onStay}>
            Stay
          </Button>
          <Button type="button" variant="danger" onClick={onLeave}>
            Leave
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}
