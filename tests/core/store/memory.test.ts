/** The store in memory. */
import { memoryStore } from '../../../core/store/memory.ts';
import { describeStore } from '../../contracts/store.ts';

describeStore('memory', () => memoryStore());
