// Boolean expressions over the fields of a row, as Milvus clients write them.
grammar FilterGrammar;

filter : expr EOF ;

expr
  : '(' expr ')'                                                   # Parens
  | '{' IDENTIFIER '}'                                             # Template
  | IDENTIFIER '(' (expr (',' expr)*)? ')'                         # Call
  | '[' (expr (',' expr)* ','?)? ']'                               # Array
  | literal                                                        # Constant
  | IDENTIFIER path*                                               # Field
  | EXISTS expr                                                    # Exists
  | op=('-' | '+') expr                                            # Sign
  | <assoc=right> expr '**' expr                                   # Power
  | expr op=('*' | '/' | '%') expr                                 # Product
  | expr op=('+' | '-') expr                                       # Sum
  | expr IS NOT? NULL                                              # IsNull
  | expr LIKE expr                                                 # Like
  | expr NOT? IN expr                                              # In
  | expr op=('<' | '<=' | '>' | '>=' | '==' | '!=') expr           # Comparison
  | ('!' | NOT) expr                                               # Negation
  | expr ('&&' | AND) expr                                         # Conjunction
  | expr ('||' | OR) expr                                          # Disjunction
  ;

path : '[' (STRING | INTEGER) ']' ;

literal : INTEGER | FLOAT | STRING | TRUE | FALSE ;

AND : 'and' | 'AND' ;
OR : 'or' | 'OR' ;
NOT : 'not' | 'NOT' ;
IN : 'in' | 'IN' ;
LIKE : 'like' | 'LIKE' ;
IS : 'is' | 'IS' ;
NULL : 'null' | 'NULL' ;
EXISTS : 'exists' | 'EXISTS' ;
TRUE : 'true' | 'True' | 'TRUE' ;
FALSE : 'false' | 'False' | 'FALSE' ;

INTEGER : [0-9]+ ;
FLOAT : [0-9]+ '.' [0-9]* EXPONENT? | '.' [0-9]+ EXPONENT? | [0-9]+ EXPONENT ;
fragment EXPONENT : [eE] [+-]? [0-9]+ ;
STRING : '"' (ESCAPE | ~["\\])* '"' | '\'' (ESCAPE | ~['\\])* '\'' ;
fragment ESCAPE : '\\' . ;
IDENTIFIER : [A-Za-z_$] [A-Za-z0-9_$]* ;
SPACE : [ \t\r\n]+ -> skip ;
