/** Where the go.mod files of the programs are. */

/** Folder of the families' subfolders. */
export const partsFolder = __dirname;
