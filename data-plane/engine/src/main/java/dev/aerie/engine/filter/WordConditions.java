package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowView;
import dev.aerie.engine.scalar.IndexedRows;
import dev.aerie.engine.scalar.TextIndex;
import dev.aerie.engine.text.Phrase;
import dev.aerie.engine.text.TextAnalyzer;
import dev.aerie.engine.text.Token;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Evaluates conditions on the words of texts: by an index where there is one, else text by text.
 */
final class WordConditions {
  /** So few texts are split faster than an index is made. */
  private static final int FEW_ROWS = 64;

  private final RowView rows;

  WordConditions(RowView rows) {
    this.rows = rows;
  }

  Truth textMatch(Filter.TextMatch f, BitSet among) {
    Column.Strings texts = texts(f.field());
    Set<String> wanted = Set.copyOf(f.analyzer().terms(f.query()));
    BitSet yes =
        index(f.field(), f.analyzer(), among)
            .map(index -> index.match(wanted, f.minimum()))
            .orElseGet(
                () ->
                    select(
                        texts,
                        f.analyzer(),
                        among,
                        words -> countOf(wanted, words) >= f.minimum()));
    return Truth.of(yes, texts.nulls());
  }

  Truth phraseMatch(Filter.PhraseMatch f, BitSet among) {
    Column.Strings texts = texts(f.field());
    Phrase phrase = new Phrase(f.analyzer().tokens(f.query()), f.slop());
    if (phrase.words().isEmpty()) {
      return Truth.of(new BitSet(), texts.nulls());
    }
    BitSet candidates =
        index(f.field(), f.analyzer(), among)
            .map(
                index -> {
                  BitSet all = index.all(phrase.words().stream().map(Token::term).toList());
                  all.and(among);
                  return all;
                })
            .orElse(among);
    return Truth.of(select(texts, f.analyzer(), candidates, phrase::occursIn), texts.nulls());
  }

  private Column.Strings texts(FieldRef field) {
    return (Column.Strings) rows.column(field.field());
  }

  private Optional<TextIndex> index(FieldRef field, TextAnalyzer analyzer, BitSet among) {
    return rows instanceof IndexedRows indexed && among.cardinality() > FEW_ROWS
        ? indexed.words(field.field(), analyzer)
        : Optional.empty();
  }

  private static long countOf(Set<String> wanted, List<Token> words) {
    return words.stream()
        .map(Token::term)
        .filter(wanted::contains)
        .collect(Collectors.toSet())
        .size();
  }

  private static BitSet select(
      Column.Strings texts, TextAnalyzer analyzer, BitSet among, Predicate<List<Token>> test) {
    TextAnalyzer.Splitter splitter = analyzer.open();
    return ColumnScan.select(
        among, row -> !texts.isNull(row) && test.test(splitter.tokens(texts.values()[row])));
  }
}
