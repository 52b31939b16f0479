import { useMutation } from '@tanstack/react-query';
import { logOut } from '../../api/login.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import { saveStation } from '../scanning/station.ts';

/** Logs the controller out and forgets the station. */
export function EndShift() {
  const w = useWords(gateWords).station;
  const leave = useMutation({
    mutationFn: async () => {
      await logOut();
      saveStation(undefined);
    },
  });
  return (
    <Button variant="quiet" onClick={() => leave.mutate()} loading={leave.isPending} className="min-h-18">
      {w.logout}
    </Button>
  );
}
