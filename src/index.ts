export { AwsApiError, EcsApiError, ElbV2ApiError, InvariantError, SteadystateError } from './model/errors.js';
