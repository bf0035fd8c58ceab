import { attempt } from '../../../lambda/inventory/attempt';
import { VirtualClock } from '../../../sandbox/virtual-clock';

test('when the time is over nothing is begun, so that nothing can fail with nobody there to hear it', async () => {
  const over = AbortSignal.abort(new Error('the time of the scan is over'));
  const ask = jest.fn(async () => await Promise.reject(new Error('nobody hears this')));

  expect(await attempt('apigateway:GetStages', new VirtualClock(), over, ask)).toEqual({
    status: 'waiting',
    reason: 'the scan had no time left for apigateway:GetStages',
  });
  expect(ask).not.toHaveBeenCalled();
});
