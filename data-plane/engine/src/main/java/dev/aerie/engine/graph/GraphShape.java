package dev.aerie.engine.graph;

/**
 * How a graph is built: each row is joined with those of its surroundings that do not lie behind
 * one another (Malkov and Yashunin), relaxed by a factor (Subramanya et al.).
 *
 * @param degree most edges of a row
 * @param fresh most rows a new row is joined with; further edges come from rows after it
 * @param width nearest rows, by eight bits a coordinate, that a new row may be joined with
 * @param coarseWidth rows, by one bit, that the walk for them keeps in sight
 * @param relaxation at 1 a row is left out if a kept one is nearer to it than the new row; more
 *     leaves out fewer
 */
record GraphShape(int degree, int fresh, int width, int coarseWidth, float relaxation) {
  static final GraphShape USUAL = new GraphShape(32, 24, 100, 150, 1.2f);
}
