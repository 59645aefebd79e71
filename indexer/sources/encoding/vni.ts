/** Given bytes as characters (U+0000 to U+00FF) of a text in VNI-Windows, returns the text: a letter, and behind it one
 *  character that says its quality and tone. What is no such pair stays as it is.
 *  The table: VNI Software, "VNI-Windows character set", as tabulated in `vni.h` of xvnkb and in UniKey. */
import { WINDOWS_1252 } from './single-byte.ts';

const ACUTE = '\u0301';
const GRAVE = '\u0300';
const HOOK = '\u0309';
const TILDE = '\u0303';
const DOT = '\u0323';
const BREVE = '\u0306';
const HAT = '\u0302';

const TONES: Readonly<Record<string, string>> = { ù: ACUTE, ø: GRAVE, û: HOOK, õ: TILDE, ï: DOT };
const HATS: Readonly<Record<string, string>> = {
  â: HAT,
  á: HAT + ACUTE,
  à: HAT + GRAVE,
  å: HAT + HOOK,
  ã: HAT + TILDE,
  ä: HAT + DOT,
};
const BREVES: Readonly<Record<string, string>> = {
  ê: BREVE,
  é: BREVE + ACUTE,
  è: BREVE + GRAVE,
  ú: BREVE + HOOK,
  ü: BREVE + TILDE,
  ë: BREVE + DOT,
};
/** What a letter may have behind it. */
const MARKS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  a: { ...TONES, ...HATS, ...BREVES },
  e: { ...TONES, ...HATS },
  o: { ...TONES, ...HATS },
  u: TONES,
  y: TONES,
  ô: TONES,
  ö: TONES,
};
/** Letters that are one character with their marks. */
const ALONE: Readonly<Record<string, string>> = {
  ô: 'ơ',
  ö: 'ư',
  ñ: 'đ',
  í: 'í',
  ì: 'ì',
  æ: 'ỉ',
  ó: 'ĩ',
  ò: 'ị',
  î: 'ỵ',
};

const PAIR = /([aeouyôö])([ùøûõïâáàåãäêéèúüë])|[ôöñíìæóòî]/gi;
const CONTROLS = /[\u0080-\u009F]/g;

/** Capitals have capital marks; a mark in the other case is read all the same. */
export function fromVni(bytes: string): string {
  return bytes
    .replace(PAIR, (pair: string, letter: string | undefined, mark: string | undefined) => {
      const marks = letter === undefined ? undefined : MARKS[letter.toLowerCase()]?.[mark?.toLowerCase() ?? ''];
      if (letter !== undefined && marks === undefined) return alone(letter) + (mark ?? '');
      return letter === undefined ? alone(pair) : (alone(letter) + marks).normalize('NFC');
    })
    .replace(CONTROLS, (sign) => WINDOWS_1252[sign.charCodeAt(0)] ?? sign);
}

function alone(sign: string): string {
  const small = sign.toLowerCase();
  const letter = ALONE[small];
  if (letter === undefined) return sign;
  return small === sign ? letter : letter.toUpperCase();
}
