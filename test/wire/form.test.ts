import { describe, expect, test } from 'vitest';
import { createShapeReader } from '../../src/api/schemas/api-shapes.js';
import { parseForm, requestOfForm } from '../../src/wire/form.js';

const reader = createShapeReader({
  inputEnding: 'Input',
  operations: 'makeThing',
  unions: '',
  enums: { Colour: 'red blue' },
  structures: {
    MakeThingInput: 'Name! Count:i Size:l Ratio:d On:b From:t Colour:Colour Tags:[Tag] Names:[s] Labels:{s} Part:Tag',
    Tag: 'Key! Value',
  },
});
const requestOf = (text: string) =>
  requestOfForm(reader, reader.structure('MakeThingInput'), parseForm(`Action=MakeThing&Version=1&${text}`));

describe('a form becomes a request by the shape of its operation', () => {
  test.each([
    { name: 'text', text: 'Name=a%20b+c%2Bd', request: { Name: 'a b c+d' } },
    { name: 'empty text', text: 'Name=', request: { Name: '' } },
    { name: 'numbers', text: 'Count=7&Size=-12&Ratio=1.5', request: { Count: 7, Size: -12, Ratio: 1.5 } },
    { name: 'booleans', text: 'On=true', request: { On: true } },
    { name: 'timestamps', text: 'From=2026-01-02T03:04:05Z', request: { From: new Date('2026-01-02T03:04:05Z') } },
    { name: 'enums', text: 'Colour=green', request: { Colour: 'green' } },
    { name: 'a structure', text: 'Part.Key=a&Part.Value=b', request: { Part: { Key: 'a', Value: 'b' } } },
    { name: 'an empty structure', text: 'Part=', request: { Part: {} } },
    {
      name: 'a list, in the order of its numbers',
      text: 'Names.member.10=c&Names.member.2=b&Names.member.1=a',
      request: { Names: ['a', 'b', 'c'] },
    },
    { name: 'a flattened list', text: 'Names.1=a&Names.2=b', request: { Names: ['a', 'b'] } },
    { name: 'an empty list', text: 'Names=', request: { Names: [] } },
    {
      name: 'a list of structures',
      text: 'Tags.member.1.Key=a&Tags.member.2.Key=b&Tags.member.2.Value=',
      request: { Tags: [{ Key: 'a' }, { Key: 'b', Value: '' }] },
    },
    {
      name: 'a map',
      text: 'Labels.entry.1.key=a&Labels.entry.1.value=b&Labels.entry.2.key=__proto__&Labels.entry.2.value=x',
      request: { Labels: { a: 'b' } },
    },
    { name: 'what is given twice, as it was given last', text: 'Name=a&Name=b', request: { Name: 'b' } },
    { name: 'what is no member: nothing', text: 'Else=1&Names.member.x=1&__proto__.a=b', request: { Names: [] } },
    { name: 'what is badly encoded, as it stands', text: 'Name=100%', request: { Name: '100%' } },
    { name: 'what lies too deep: nothing', text: `Name${'.a'.repeat(100_000)}=1`, request: {} },
  ])('$name', ({ text, request }) => {
    expect(requestOf(text)).toEqual(request);
  });

  test.each([
    { name: 'a number that is none', text: 'Count=seven', request: { Count: 'seven' } },
    { name: 'a boolean that is none', text: 'On=yes', request: { On: 'yes' } },
    { name: 'a timestamp that is none', text: 'From=soon', request: { From: 'soon' } },
    { name: 'text for a list', text: 'Names=a', request: { Names: 'a' } },
    { name: 'text for a structure', text: 'Part=a', request: { Part: 'a' } },
    { name: 'parts for text', text: 'Name.member.1=a', request: { Name: {} } },
  ])('of a wrong type it stays as it is, to be refused: $name', ({ text, request }) => {
    expect(requestOf(text)).toEqual(request);
  });
});
