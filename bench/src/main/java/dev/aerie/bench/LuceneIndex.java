package dev.aerie.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Version;

/** Lucene's HNSW over floats, merged into one segment; rows are added in the order of their ids. */
record LuceneIndex(DirectoryReader reader, IndexSearcher searcher) implements LibraryBench.Library {
  private static final String FIELD = "vector";
  private static final int WANTED = 10;
  private static final double BUFFER_MEGABYTES = 1024;

  static LuceneIndex build(Dataset data, Path folder) throws IOException {
    IndexWriterConfig config =
        new IndexWriterConfig()
            .setRAMBufferSizeMB(BUFFER_MEGABYTES)
            .setUseCompoundFile(false)
            .setCodec(
                new Lucene104Codec() {
                  @Override
                  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                    return new Lucene99HnswVectorsFormat(
                        LibraryBench.LINKS, LibraryBench.BUILD_EFFORT);
                  }
                });
    MMapDirectory directory = new MMapDirectory(folder);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (int row = 0; row < data.rows(); row++) {
        Document document = new Document();
        document.add(
            new KnnFloatVectorField(FIELD, data.vector(row), VectorSimilarityFunction.DOT_PRODUCT));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
    DirectoryReader reader = DirectoryReader.open(directory);
    return new LuceneIndex(reader, new IndexSearcher(reader));
  }

  @Override
  public String name() {
    return "Lucene HNSW";
  }

  @Override
  public String version() {
    return Version.LATEST.toString();
  }

  @Override
  public int[] search(float[] query, int effort) {
    try {
      ScoreDoc[] found =
          searcher.search(new KnnFloatVectorQuery(FIELD, query, effort), WANTED).scoreDocs;
      int[] ids = new int[found.length];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = found[i].doc;
      }
      return ids;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
