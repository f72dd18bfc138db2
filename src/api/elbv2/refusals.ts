import { ElbV2ApiError, type ErrorHelp } from '../../model/errors.js';

/** The errors that Elastic Load Balancing answers most requests with that it doesn't take. */

/** What isn't right in itself. */
export const validationError = (message: string, about: ErrorHelp = {}): ElbV2ApiError =>
  new ElbV2ApiError('ValidationError', message, about);

/** What doesn't go together. */
export const configurationError = (message: string, about: ErrorHelp = {}): ElbV2ApiError =>
  new ElbV2ApiError('InvalidConfigurationRequestException', message, about);
