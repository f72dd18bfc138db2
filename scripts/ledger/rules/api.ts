import type { LedgerArea } from '../rule.js';

export const api: LedgerArea = {
  title: 'Calls in general',
  rules: [
    {
      id: 'call-error-to-the-letter',
      rule: "An error's message is AWS's to the letter; what it is about, the value and the way out stand beside it.",
      mark: 'recorded',
      source: 'ruling 32; recorded: services.json #22 to #36 and wherever a text is recorded',
    },
    {
      id: 'call-succeeds-whole-or-not-at-all',
      rule: 'A refused call changes nothing.',
      mark: 'proposed',
      source: 'law 7',
      noOption: 'It is a law.',
    },
    {
      id: 'call-unsimulated-is-refused',
      rule: "What would change what happens and isn't simulated is refused by name; what wouldn't is kept and shown.",
      mark: 'proposed',
      source: 'ruling 34',
      noOption: 'The other choice would be a lie.',
    },
    {
      id: 'call-unsimulated-operation-is-refused',
      rule: "An operation that isn't simulated is refused by name.",
      mark: 'proposed',
      source: 'ruling 34',
      noOption: 'The other choice would be a lie.',
    },
    {
      id: 'call-types',
      rule: 'A request is read as JSON: wrong types are a SerializationException, null is absent, unknown members are left out.',
      mark: 'observed',
      source: "users' logs of AWS's JSON services; some inferred",
    },
    {
      id: 'call-texts-without-a-source',
      rule: "Where no text is known, one has the form of ECS's known ones.",
      mark: 'proposed',
      source: 'api/validation/rules.ts lists the forms and their sources',
      noOption: "Programs decide by the exception's name.",
    },
    {
      id: 'call-after-lookup',
      rule: 'Some members are refused only after what a request names was looked up.',
      mark: 'recorded',
      source: 'recorded: services.json #34, #51, #65, controls.json #22',
    },
    {
      id: 'call-acts-at-once',
      rule: 'Calls act at the present moment and see all that happened before.',
      mark: 'proposed',
      source: 'throttling and eventual consistency of the API are not simulated',
      noOption: 'A call may be scheduled for another moment.',
    },
    {
      id: 'call-caller',
      rule: 'Whoever calls is the same user, and nothing is denied.',
      mark: 'proposed',
      source: 'there is no IAM here',
      noOption: 'Only `createdBy` and `registeredBy` show it.',
    },
    {
      id: 'pages-are-stateless',
      rule: 'A token says where the page before ended; what comes or goes in between neither repeats nor hides anything.',
      mark: 'proposed',
      source: 'AWS documents that tokens are opaque',
      noOption: 'Tokens are not to be read.',
    },
    {
      id: 'pages-sizes',
      rule: "Pages have AWS's sizes and bounds; ListServices shows ten when nothing is said.",
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html; recorded: services.json #69',
    },
    {
      id: 'tags-in-place',
      rule: "Known keys get their new value in place, new ones follow; a service's are listed by key after a change.",
      mark: 'recorded',
      source: 'recorded: controls.json #15, #16, services.json #71, task_tags.json #13 to #15',
    },
    {
      id: 'tags-of-what',
      rule: "Clusters and services that are ACTIVE, definitions in any state and tasks that haven't stopped have tags.",
      mark: 'recorded',
      source: 'recorded: controls.json #28, #56, #62, task_tokens.json #18; of an inactive service by analogy',
    },
    {
      id: 'tags-at-most-fifty',
      rule: 'A resource has at most fifty tags.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html; text inferred',
    },
    {
      id: 'tags-rejections',
      rule: 'A tag without a value fails the whole call.',
      mark: 'recorded',
      source: 'recorded: controls.json #15; limits documented, their texts inferred',
    },
    {
      id: 'missing-cluster',
      rule: "A cluster that isn't there, or is INACTIVE, is a ClusterNotFoundException; changing an INACTIVE one another error.",
      mark: 'recorded',
      source: 'recorded: services.json #22, controls.json #21, #27',
    },
    {
      id: 'missing-definition',
      rule: "A definition that isn't there has AWS's texts.",
      mark: 'recorded',
      source: 'recorded: services.json #33, controls.json #45, #59',
    },
  ],
};
