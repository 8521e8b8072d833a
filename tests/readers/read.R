# SPDX-License-Identifier: GPL-3.0-or-later
# Rscript read.R RESULT.h5: every dataset as a line of name, shape (as R has it), first and last text or number of finite
# values and their sum, units and codes, with tabs between; read by rhdf5.
suppressPackageStartupMessages(library(rhdf5))
path <- commandArgs(trailingOnly = TRUE)[1]
listing <- h5ls(path)
for (i in which(listing$otype == "H5I_DATASET")) {
  name <- sub("^/", "", paste(listing$group[i], listing$name[i], sep = "/"))
  if (any(strsplit(listing$dim[i], " x ")[[1]] == "0")) { # which rhdf5 cannot read
    cat(name, gsub(" x ", " ", listing$dim[i]), "", "", 0, 0, "", "", sep = "\t")
    cat("\n")
    next
  }
  values <- suppressWarnings(h5read(path, name, bit64conversion = "double"))
  attributes <- suppressWarnings(h5readAttributes(path, name))
  text <- function(key) if (is.null(attributes[[key]])) "" else as.character(attributes[[key]])
  numbers <- if (is.character(values)) numeric(0) else values[is.finite(values)]
  texts <- if (is.character(values)) c(values[1], values[length(values)]) else c("", "")
  texts <- gsub("[\t\n].*", "", texts)
  cat(name, paste(dim(values), collapse = " "), texts, length(numbers), format(sum(numbers), digits = 17),
      text("units"), text("flag_meanings"), sep = "\t")
  cat("\n")
}
