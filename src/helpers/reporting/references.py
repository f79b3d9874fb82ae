"""Works that the methods of the reports come from."""

REFERENCES = {
    "benjamini": (
        "Benjamini and Hochberg 1995",
        "Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate: a practical "
        "and powerful approach to multiple testing. *Journal of the Royal Statistical Society, "
        "Series B* 57(1), 289–300.",
    ),
    "brown": (
        "Brown, Cai and DasGupta 2001",
        "Brown, L. D., Cai, T. T. and DasGupta, A. (2001). Interval estimation for a binomial "
        "proportion. *Statistical Science* 16(2), 101–133.",
    ),
    "efron": (
        "Efron and Stein 1981",
        "Efron, B. and Stein, C. (1981). The jackknife estimate of variance. *The Annals of "
        "Statistics* 9(3), 586–596.",
    ),
    "greenland": (
        "Greenland and Robins 1985",
        "Greenland, S. and Robins, J. M. (1985). Estimation of a common effect parameter from "
        "sparse follow-up data. *Biometrics* 41(1), 55–68.",
    ),
    "gries": (
        "Gries 2008",
        "Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. *International "
        "Journal of Corpus Linguistics* 13(4), 403–437.",
    ),
    "hardie": (
        "Hardie 2014",
        "Hardie, A. (2014). Log Ratio: an informal introduction. ESRC Centre for Corpus Approaches "
        "to Social Science (CASS), Lancaster University.",
    ),
    "harris": (
        "Harris et al. 2020",
        "Harris, C. R. et al. (2020). Array programming with NumPy. *Nature* 585, 357–362.",
    ),
    "hutto": (
        "Hutto and Gilbert 2014",
        "Hutto, C. J. and Gilbert, E. (2014). VADER: a parsimonious rule-based model for sentiment "
        "analysis of social media text. *Proceedings of the International AAAI Conference on Web "
        "and Social Media* 8(1), 216–225.",
    ),
    "imbens": (
        "Imbens and Kolesár 2016",
        "Imbens, G. W. and Kolesár, M. (2016). Robust standard errors in small samples: some "
        "practical advice. *The Review of Economics and Statistics* 98(4), 701–712.",
    ),
    "juilland": (
        "Juilland and Chang-Rodríguez 1964",
        "Juilland, A. and Chang-Rodríguez, E. (1964). *Frequency Dictionary of Spanish Words*. The "
        "Hague: Mouton.",
    ),
    "lawless": (
        "Lawless 1987",
        "Lawless, J. F. (1987). Negative binomial and mixed Poisson regression. *The Canadian "
        "Journal of Statistics* 15(3), 209–225.",
    ),
    "lee": (
        "Lee and Seung 1999",
        "Lee, D. D. and Seung, H. S. (1999). Learning the parts of objects by non-negative matrix "
        "factorization. *Nature* 401, 788–791.",
    ),
    "lijffijt": (
        "Lijffijt and Gries 2012",
        "Lijffijt, J. and Gries, S. Th. (2012). Correction to Stefan Th. Gries’ “Dispersions and "
        "adjusted frequencies in corpora”. *International Journal of Corpus Linguistics* 17(1), "
        "147–149.",
    ),
    "lijffijt16": (
        "Lijffijt et al. 2016",
        "Lijffijt, J., Nevalainen, T., Säily, T., Papapetrou, P., Puolamäki, K. and Mannila, H. "
        "(2016). Significance testing of word frequencies in corpora. *Digital Scholarship in the "
        "Humanities* 31(2), 374–397.",
    ),
    "monroe": (
        "Monroe, Colaresi and Quinn 2008",
        "Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin’ words: lexical feature "
        "selection and evaluation for identifying the content of political conflict. *Political "
        "Analysis* 16(4), 372–403.",
    ),
    "pedregosa": (
        "Pedregosa et al. 2011",
        "Pedregosa, F. et al. (2011). Scikit-learn: machine learning in Python. *Journal of "
        "Machine Learning Research* 12, 2825–2830.",
    ),
    "phipson": (
        "Phipson and Smyth 2010",
        "Phipson, B. and Smyth, G. K. (2010). Permutation P-values should never be zero: "
        "calculating exact P-values when permutations are randomly drawn. *Statistical "
        "Applications in Genetics and Molecular Biology* 9(1), article 39.",
    ),
    "rayson": (
        "Rayson and Garside 2000",
        "Rayson, P. and Garside, R. (2000). Comparing corpora using frequency profiling. *The "
        "Workshop on Comparing Corpora*, 1–6. Association for Computational Linguistics.",
    ),
    "smyth": (
        "Smyth 2004",
        "Smyth, G. K. (2004). Linear models and empirical Bayes methods for assessing differential "
        "expression in microarray experiments. *Statistical Applications in Genetics and Molecular "
        "Biology* 3(1), article 3.",
    ),
    "virtanen": (
        "Virtanen et al. 2020",
        "Virtanen, P. et al. (2020). SciPy 1.0: fundamental algorithms for scientific computing in "
        "Python. *Nature Methods* 17, 261–272.",
    ),
    "welch": (
        "Welch 1947",
        "Welch, B. L. (1947). The generalization of ‘Student’s’ problem when several different "
        "population variances are involved. *Biometrika* 34(1–2), 28–35.",
    ),
}
"""Each work: how it is named in a text, and its entry in a list of references (Markdown)."""
