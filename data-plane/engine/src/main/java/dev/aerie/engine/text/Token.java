package dev.aerie.engine.text;

/**
 * A word that an analyzer found.
 *
 * @param term as it is compared: lower case, stem, ...
 * @param position among the text's words, from 0; words that were left out count
 * @param start offset of its first character in the text
 * @param end offset after its last character
 */
public record Token(String term, int position, int start, int end) {}
