package io.s3dl.fs;

import java.util.List;

/** One of the ways in which every test of a file system is run. */
record Variant(String scheme, boolean compressed) {

  static List<Variant> all() {
    return List.of(
        new Variant("filedl", true),
        new Variant("filedl", false),
        new Variant("directdl", true),
        new Variant("directdl", false));
  }

  @Override
  public String toString() {
    return scheme + (compressed ? " compressed" : " plain");
  }
}
