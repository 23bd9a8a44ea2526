package io.s3dl.fs;

import java.io.IOException;
import java.util.Optional;

/** A tree that tells who remembers directories what becomes of them. */
final class ForgettingTree implements Tree {

  private final Tree tree;
  private final FlatParents parents;

  ForgettingTree(Tree tree, FlatParents parents) {
    this.tree = tree;
    this.parents = parents;
  }

  @Override
  public void makeDirectories(String key, int mode) throws IOException {
    tree.makeDirectories(key, mode);
  }

  @Override
  public void checkDirectory(String key) throws IOException {
    tree.checkDirectory(key);
  }

  @Override
  public void rename(Entry source, String newKey, Optional<Entry> target, boolean replace)
      throws IOException {
    parents.forget(source.key());
    parents.forget(newKey);
    tree.rename(source, newKey, target, replace);
  }

  @Override
  public boolean delete(Entry entry, boolean recursive) throws IOException {
    parents.forget(entry.key());
    return tree.delete(entry, recursive);
  }

  @Override
  public void deleteFile(Entry file) throws IOException {
    tree.deleteFile(file);
  }
}
