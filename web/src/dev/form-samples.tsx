import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { announce } from '../ui/live.tsx';
import { QuantityStepper } from '../ui/quantity-stepper.tsx';
import { Select } from '../ui/select.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { PasswordField, TextField } from '../ui/text-field.tsx';
import { Sample } from './sample.tsx';

/** What is filled in: fields as they are, with a hint, optional, wrong, disabled. */
export function FormSamples({ theme }: { theme: string }) {
  const [quantity, setQuantity] = useState(2);
  const [faults, setFaults] = useState<{ fieldId: string; message: string }[]>([]);
  const [open, setOpen] = useState<'dialog' | 'sheet'>();
  const wrongId = `${theme}-wrong`;
  return (
    <>
      <Sample name="TextField, PasswordField, TextArea, Select">
        <TextField label="Plain" autoComplete="off" />
        <TextField label="With a hint" hint="One line under the label." optional autoComplete="off" />
        <TextField id={wrongId} label="Wrong" error="Says how to mend it." defaultValue="x" autoComplete="off" />
        <TextField label="Disabled" disabled defaultValue="x" autoComplete="off" />
        <PasswordField label="Password" autoComplete="new-password" />
        <TextArea label="Text" defaultValue="Several lines." />
        <Select label="Choice">
          <option>One</option>
          <option>Two</option>
        </Select>
        <Select label="Wrong choice" error="Choose another one.">
          <option>One</option>
        </Select>
      </Sample>
      <Sample name="Checkbox, QuantityStepper">
        <Checkbox label="To tick" />
        <Checkbox label="Ticked" defaultChecked />
        <Checkbox label="Wrong" error="Tick it to go on." />
        <QuantityStepper label="Places" showLabel value={quantity} max={6} onChange={setQuantity} />
        <QuantityStepper
          label="At the most"
          showLabel
          value={4}
          max={4}
          maxReason="Four are left."
          onChange={() => undefined}
        />
        <QuantityStepper label="Disabled" showLabel value={1} max={4} disabled onChange={() => undefined} />
      </Sample>
      <Sample name="ErrorSummary, Dialog, live regions">
        <Button variant="secondary" onClick={() => setFaults([{ fieldId: wrongId, message: 'A field is wrong.' }])}>
          Show the summary
        </Button>
        <Button variant="secondary" onClick={() => setOpen('dialog')}>
          Open the dialog
        </Button>
        <Button variant="secondary" onClick={() => setOpen('sheet')}>
          Open the sheet
        </Button>
        <Button variant="secondary" onClick={() => announce('Said to screen readers.')}>
          Announce
        </Button>
        <div className="w-full">
          <ErrorSummary faults={faults} />
        </div>
        <Dialog
          open={open !== undefined}
          sheet={open === 'sheet'}
          title="A dialog"
          onClose={() => setOpen(undefined)}
          actions={<Button onClick={() => setOpen(undefined)}>Close it</Button>}
        >
          It keeps the focus and gives it back.
        </Dialog>
      </Sample>
    </>
  );
}
