import { describeContract } from './contract.js';
import { overHttp } from './http-caller.js';

describeContract(overHttp);
